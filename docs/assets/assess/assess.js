// assess
