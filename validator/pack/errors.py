"""What can go wrong with declarations."""


class DeclarationError(Exception):
    """A schema, code list, rule or macro file cannot be understood; the message names file and cause. It is a sentence
    (`messages.sentences`), which `worded` tells in either language.

    `introduced`: the message says by itself what it is about, so that nothing need be said before it.
    """

    introduced = False
