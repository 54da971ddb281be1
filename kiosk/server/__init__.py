"""How bytes of many senders become whole requests, before a thread is asked to answer one."""
