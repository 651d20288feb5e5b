print("adamas")
