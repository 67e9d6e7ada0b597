"""Results as text, Markdown or a file by itself."""
