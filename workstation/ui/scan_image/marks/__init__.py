"""The officer's marks on a scan image: drawn by mouse or keyboard, linked to goods, saved at once."""
