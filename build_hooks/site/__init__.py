"""Checked objects to the files of the site."""
