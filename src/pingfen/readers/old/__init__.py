"""Reads the files of old Offices, with xlrd or by way of an installed LibreOffice."""
