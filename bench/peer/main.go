// The server of aws-sso-cli, as its own command starts it without a token and without TLS, on a free port and with a
// quiet log; beside which bench/run measures ours. bench/peer/build makes it.
package main

import (
	"context"
	"fmt"
	"net"
	"os"

	"github.com/sirupsen/logrus"
	"github.com/synfinatic/aws-sso-cli/internal/ecs"
	"github.com/synfinatic/aws-sso-cli/internal/ecs/server"
)

func main() {
	quiet := logrus.New()
	quiet.SetLevel(logrus.ErrorLevel)
	ecs.SetLogger(quiet)
	server.SetLogger(quiet)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err == nil {
		var peer *server.EcsServer
		peer, err = server.NewEcsServer(context.Background(), "", listener, "", "")
		if err == nil {
			fmt.Println(peer.BaseURL() + "/")
			err = peer.Serve()
		}
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
