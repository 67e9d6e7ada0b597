"""The visitors' journeys again in Firefox and WebKit, as the system's packages bring them."""
