"""Compares two pieces of HTML by what a browser makes of them."""

from html.parser import HTMLParser

VOID = {"br", "circle", "hr", "img", "input", "link", "meta", "path", "rect"}


class Reader(HTMLParser):
    """Turns HTML into nested lists: [tag, attributes, child, child…]; text with one space."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = ["", {}]
        self.open = [self.root]

    def handle_starttag(self, tag, attrs):
        element = [tag, attributes(attrs)]
        self.open[-1].append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.open[-1].append([tag, attributes(attrs)])

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open[-1][0] == tag, f"</{tag}> closes <{self.open[-1][0]}>"
            self.open.pop()

    def handle_data(self, data):
        if text := " ".join(data.split()):
            self.open[-1].append(text)


def attributes(attrs):
    """Return the attributes: classes without order, and one that has no value as its own name."""
    found = {}
    for name, value in attrs:
        assert name not in found, f"{name} twice"
        found[name] = name if value is None or value == name else value
    if "class" in found:
        found["class"] = sorted(found["class"].split())
    return found


def tree(html):
    """Return the HTML as nested lists."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == [reader.root], "something is left open"
    return reader.root[2:]


def elements(html):
    """Return every element of the HTML as (tag, attributes, text directly in it)."""
    found = []

    def walk(nodes):
        for node in nodes:
            if isinstance(node, list):
                words = " ".join(child for child in node[2:] if isinstance(child, str))
                found.append((node[0], node[1], words))
                walk(node[2:])

    walk(tree(html))
    return found
