module dev.awssso/vault
go 1.24
require github.com/99designs/aws-vault/v7 v7.2.0
