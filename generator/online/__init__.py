"""Asking the servers of links whether they are alive. Addresses come from strangers' cards, and so do servers."""
