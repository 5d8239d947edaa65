"""What every door for programs has in common: how it is opened, read, paced, and how it says no."""
