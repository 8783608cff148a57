"""From a card to a record of what its model really answers.

``plan`` (what is to be run) → ``sources`` (where the weights lie) → ``inspect`` (what they ask for) → ``isolation`` and
``worker`` (the model, in a process of its own) → ``compare`` (the answers against the card's claims) → ``verify``
(all of it, for every card). ``plan``, ``compare`` and ``metrics`` are pure. Only ``worker`` imports torch.
"""
