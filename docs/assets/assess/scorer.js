// scorer
