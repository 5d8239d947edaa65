"""Employers: who they are, what they need, who they meet. Built by a later issue."""
