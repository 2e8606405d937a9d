"""Evidence looked at without leaving the window: pages, pictures, text; and the one way to open it elsewhere."""
