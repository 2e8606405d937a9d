"""How evidence comes in from outside: whole folders and zips, the inbox, and a folder that is watched."""
