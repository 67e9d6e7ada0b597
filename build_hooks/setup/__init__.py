"""The set-up: a Python, a virtual environment, Node's packages and a browser for the tests. Standard library only,
and fit for Python 3.11: it runs before anything is installed."""
