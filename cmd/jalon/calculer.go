package main

import (
	"github.com/spf13/cobra"
)

func cmdCalculer() *cobra.Command {
	var nd, expliquer bool
	c := &cobra.Command{
		Use: "calculer",
		RunE: func(c *cobra.Command, args []string) error {
			return calculerLignes(c.InOrStdin(), c.OutOrStdout(), 0, expliquer, func(int, int) {})
		},
	}
	c.Flags().BoolVar(&nd, "ndjson", false, "")
	c.Flags().BoolVar(&expliquer, "expliquer", false, "")
	return c
}
