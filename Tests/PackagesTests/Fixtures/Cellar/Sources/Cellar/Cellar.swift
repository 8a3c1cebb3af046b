/// What lies in the cellar.
public let bottle = "cider"
