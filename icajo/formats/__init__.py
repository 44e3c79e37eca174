"""How dates and numbers look where Django prints them itself; our pages use `icajo.words`."""
