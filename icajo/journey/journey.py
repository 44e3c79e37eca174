"""Walk a list of steps with the answers given so far.  No database, no request, no side effect."""

from functools import partial

from .answers import Answers


class Journey:
    def __init__(self, steps, stored):
        self.stored = stored
        self.steps = []
        answers = Answers(name for step in steps for name in step.names())
        for step in steps:  # in order, so a condition sees earlier answers only
            if step.when(answers):
                self.steps.append(step)
                answers = answers.then(step.names(), partial(step.read, stored.get(step.slug), answers))
        self.answers = answers

    def step(self, slug):
        """The step of this name, if the path passes through it."""
        return next((step for step in self.steps if step.slug == slug), None)

    def asking(self, question):
        """The step that asks this question."""
        return next(step for step in self.steps if question in step.names())

    def after(self, step):
        i = self.steps.index(step) + 1
        return self.steps[i] if i < len(self.steps) else None

    def before(self, step):
        i = self.steps.index(step)
        return self.steps[i - 1] if i else None

    def position(self, step):
        return self.steps.index(step) + 1

    def problems(self, step):
        """[(row id or "", question, message)] of one step."""
        return step.mistakes(self.stored.get(step.slug), self.answers)

    def on_path(self):
        """Only the answers that still count: those of questions that are asked, on steps the path passes through."""
        return {s.slug: s.counting(self.stored[s.slug], self.answers) for s in self.steps if s.slug in self.stored}

    def set_aside(self):
        """Answers kept in case the applicant changes back, never submitted."""
        kept = {s.slug for s in self.steps}
        return {slug: typed for slug, typed in self.stored.items() if slug not in kept}
