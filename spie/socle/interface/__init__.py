"""The shell of every page: navigation, lists, forms, refusals, charts."""
