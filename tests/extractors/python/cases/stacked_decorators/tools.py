def timed(function):
    def wrapper(*arguments):
        return function(*arguments)

    return wrapper
