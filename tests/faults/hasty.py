"""`icajo.run.demo`, which starts again at once what died: after fifty killings it would take half a minute each."""

from icajo.run import demo, family

if __name__ == "__main__":
    family.LONGEST_WAIT = family.FIRST_WAIT
    demo.main()
