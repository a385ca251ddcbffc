from zone import First
