# What docs/clients.md shows: Terraform's AWS provider, with Pawl in the place of Step Functions. Run by TerraformTest.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

variable "pawl" {
  type        = string
  description = "Where Pawl listens"
  default     = "http://127.0.0.1:8083"
}

variable "greeting" {
  type    = string
  default = "hello"
}

provider "aws" {
  region     = "us-east-1"
  access_key = "any"
  secret_key = "any"

  skip_credentials_validation = true # would ask STS
  skip_metadata_api_check     = true # would ask EC2
  skip_requesting_account_id  = true # would ask STS and IAM

  endpoints {
    sfn = var.pawl
  }
}

data "aws_sfn_state_machine" "greeter" {
  name       = aws_sfn_state_machine.greeter.name
  depends_on = [aws_sfn_state_machine.greeter]
}

resource "aws_sfn_activity" "work" {
  name = "work"
  tags = { team = "a" }
}

resource "aws_sfn_state_machine" "greeter" {
  name     = "greeter"
  role_arn = "arn:aws:iam::123456789012:role/any"
  type     = "STANDARD"
  publish  = true
  definition = jsonencode({
    StartAt = "Greet"
    States  = { Greet = { Type = "Pass", Result = var.greeting, End = true } }
  })
  tags = { team = "a" }
}

resource "aws_sfn_alias" "live" {
  name = "live"
  routing_configuration {
    state_machine_version_arn = aws_sfn_state_machine.greeter.state_machine_version_arn
    weight                    = 100
  }
}

output "machine" {
  value = data.aws_sfn_state_machine.greeter.arn
}

output "alias" {
  value = aws_sfn_alias.live.arn
}
