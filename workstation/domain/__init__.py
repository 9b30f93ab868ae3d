"""What customs people talk about: pure rules and frozen values. No Qt, no SQL, no HTTP, no clock."""
