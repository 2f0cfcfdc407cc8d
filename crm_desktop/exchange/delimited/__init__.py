"""CSV and its like: Google, Outlook, Thunderbird and LinkedIn by their headings, any other by a mapping file.

Encoding, delimiter and heading row are found by the content. What a column means is written as a field key, the
same words as on the command line: `given`, `phone.work`, `address.home.street`, `role.title`, `tag`; see
`slots.parse_key`. A column that means nothing here is kept as `ExtraProperty("csv", heading, cell)`.
"""
