"""The scorer: maturity models, assessments, ratings and reports, in the standard library alone.

cxcore reads no file, no clock and no network, uses no randomness and prints nothing: the same input gives the same bytes
in CPython and in the visitor's browser.
"""
