"""The processes of an installation: the broker, the worker and the web server, kept alive by one
supervisor that takes them all with it when it goes."""
