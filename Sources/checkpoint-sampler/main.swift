print("checkpoint-sampler")
