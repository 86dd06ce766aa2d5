class AwsSso < Formula
  desc "Sign in to AWS IAM Identity Center once, for every SDK and tool"
  url "@URL@"
  version "@VERSION@"
  sha256 "@SHA256@"
  license "Apache-2.0"

  depends_on "openjdk"

  def install
    share.install Dir["share/*"]
    libexec.install "bin", "lib"
    rm libexec/"bin/aws-sso.cmd"
    bin.install_symlink libexec/"bin/aws-sso"
  end

  # Start-up archives fit this folder and this Java; without them everything works, slower.
  def post_install
    quiet_system libexec/"lib/make-archives", libexec/"lib/archives"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/aws-sso --version")
  end
end
