"""HT: HTML in a card that could act on the reader's behalf.

The site takes all of it out. A card that holds it is broken there, and its author may not mean well.
"""
