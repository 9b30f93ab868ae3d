"""The hunt: the whole window answers each parcel that is read from a cage."""
