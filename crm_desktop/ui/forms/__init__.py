"""Fields that save themselves when they are left."""
