def pytest_addoption(parser):
    parser.addoption("--rewrite", action="store_true", help="write tests/house/access.csv anew, to be read in a diff")
