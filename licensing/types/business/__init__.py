"""What whoever runs a licensed business is asked, whatever they sell: who they are, who owns them, how long."""
