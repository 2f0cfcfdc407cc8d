"""vCard 2.1, 3.0 and 4.0: an own tolerant reader, and a writer of 3.0 and 4.0.

Written by hand because no library reads all three, keeps what it does not understand and streams. Sources:
vCard 2.1 (versit, 1996), RFC 2426 (3.0), RFC 6350 (4.0), RFC 6474 (places and day of death), RFC 6715
(hobbies), RFC 6868 (parameter values), RFC 8605 (CC), RFC 9554 (new properties), and what Apple, Google,
Outlook and Android write.

VERSION, PRODID and REV describe the file and are not kept; nor is Google's group of all contacts, "myContacts".
What is not understood is kept as `ExtraProperty("vcard", name, value)` in two forms:

- a whole property: name with group and parameters as written, raw value; it is written back as it stands;
- further parameters of a value that has a field of its own: the name begins with `&` ("&TEL;X-FOO=1") and the
  value is the field's ("+45 20 12 34 56"). They are written back with that value, and vanish with it.
"""
