"""What everybody does in the stories."""

from playwright.sync_api import Page

SECONDES = 60_000


def aller(page: Page, menu: str) -> None:
    page.get_by_role("navigation").get_by_role("link", name=menu, exact=True).first.click()
