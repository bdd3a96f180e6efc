"""The only package that opens a socket: politely, to public addresses, with an end in sight.

``visitor`` is the face: it asks for one address and says what became of it. Below it, ``client``
makes one exchange, ``addresses`` and ``target`` say where it may go, ``robots`` what a site forbids,
and ``pace`` when the next request may be made.
"""
