"""The officer's acts, one module per kind; every act of the screens goes through here."""
