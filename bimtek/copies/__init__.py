"""Copies of an installation and their return: whole files, made while the hall works, checked before they count."""
