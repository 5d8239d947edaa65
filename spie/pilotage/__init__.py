"""The DASIE's dashboards: reads everyone, writes nothing. Built by a later issue."""
