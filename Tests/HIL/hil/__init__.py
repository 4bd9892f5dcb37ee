"""What scripts/hil runs on the host: it boots the guest, plays the hardware, and judges."""
