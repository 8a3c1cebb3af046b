// GradusTensors
