class AlreadyAnswered(Exception):
    """Another officer has answered this question."""
