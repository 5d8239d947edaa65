"""The icons of the interface: one sprite, holding only what the pages use.

To add one: write its Tabler name here, then run `manage.py assembler_icones DOSSIER`,
where DOSSIER is the unpacked `@tabler/icons` package of the version in the path below.
"""

SPRITE = "vendor/tabler-icons-3.51.0/icones.svg"

ICONES = (
    *("home", "search", "users", "user", "user-circle", "user-plus", "user-check", "user-x"),
    *("user-question", "users-group", "calendar", "calendar-event", "calendar-time", "clock"),
    *("list", "list-check", "checklist", "clipboard-check", "clipboard-list", "compass", "route"),
    *("map-pin", "file-import", "file-text", "file-download", "file-certificate", "download"),
    *("upload", "mail", "mail-forward", "send", "message", "phone", "device-mobile", "hourglass"),
    *("alert-triangle", "alert-circle", "info-circle", "circle-check", "circle-x", "circle"),
    *("circle-dashed", "circle-dot", "progress-check", "check", "x", "plus", "minus", "dots"),
    *("chevron-right", "chevron-left", "chevron-down", "chevron-up", "arrow-up", "arrow-down"),
    *("arrows-sort", "arrow-left", "arrow-right", "arrow-back-up", "transfer", "refresh"),
    *("filter", "adjustments", "settings", "login", "logout", "lock", "lock-open", "eye"),
    *("printer", "history", "edit", "pencil", "trash", "copy", "external-link", "help-circle"),
    *("bell", "flag", "archive", "ban", "urgent", "building", "building-community", "id"),
    *("address-book", "folder", "school", "briefcase", "heart-handshake", "gauge", "chart-bar"),
    *("menu-2", "paperclip", "qrcode", "car", "accessible", "player-pause", "database"),
)
