"""The command `cx`: one module a command, and the parts that they share.

`inputs` reads, `models` finds frameworks, `outputs` writes. A command makes its result as data (for JSON) and as `blocks`,
which `terminal`, `markdown` and `page` print.
"""
