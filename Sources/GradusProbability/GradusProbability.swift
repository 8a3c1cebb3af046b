// GradusProbability
