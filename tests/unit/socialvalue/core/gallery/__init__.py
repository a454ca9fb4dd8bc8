"""Every control and component on two pages, for tests and for developers to look at.

`python -m tests.unit.socialvalue.core.gallery FOLDER` writes them as HTML files.
"""
