"""The made-up shop: Toko Serba Ada Melati, drawn from one seed, for trying Konter out."""
