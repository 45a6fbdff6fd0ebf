# « make » sans argument montre cette aide.
.DEFAULT_GOAL := help
OUTIL := go tool -modfile=tools/go.mod

help: ## montrer cette aide
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

run: ## les pages, sur http://127.0.0.1:8420
	@echo "Les pages publiques ; « make demo » montre aussi celles où l'on travaille, avec des dossiers inventés."
	@go run ./cmd/jalon servir

demo: ## les mêmes, avec des dossiers inventés et un compte par rôle
	@go run ./cmd/jalon demo

test: prerequis ## tous les tests
	go test -race -timeout 20m $$(go list ./... | grep -v /cmd/jalon$$)
	go test ./cmd/jalon # ses scripts lancent le programme un millier de fois : le détecteur y coûterait dix minutes

check: ## format, vet, staticcheck, modules, tests
	@mal=$$($(OUTIL) gofumpt -l . ); if [ -n "$$mal" ]; then echo "à mettre en forme (make fmt) :"; echo "$$mal"; exit 1; fi
	go vet ./...
	$(OUTIL) staticcheck ./...
	go mod verify
	go mod tidy -diff
	$(MAKE) test

fmt: ## mettre les sources en forme
	$(OUTIL) gofumpt -w .

bench: ## vitesse et mémoire, en rapports
	go run ./internal/banc

fuzz: ## des données hasardeuses, DUREE=1m par test
	@for f in $$(grep -rlE '^func Fuzz' --include='*_test.go' .); do d=$$(dirname $$f); \
	  for n in $$(sed -nE 's/^func (Fuzz[A-Za-z0-9]+)\(.*/\1/p' $$f); do echo "$$d $$n"; go test -run '^$$' -fuzz "^$$n\$$" -fuzztime $(or $(DUREE),1m) $$d || exit 1; done; done

faults: prerequis ## chaque panne des bases, en long : arrêts nets, serveur tué, seize écrivains… (cinq minutes)
	JALON_EPREUVES=longues go test -count=1 -timeout 60m -v ./sqlstore

golden: ## récrire les résultats de référence, à relire
	go test ./format ./cmd/jalon -maj
	@git diff --stat

binaires: ## pour Linux, Windows et macOS, et leurs licences, dans dist/
	@mkdir -p dist
	@for c in linux/amd64 linux/arm64 windows/amd64 darwin/amd64 darwin/arm64; do \
	  os=$${c%/*}; arch=$${c#*/}; ext=; [ $$os = windows ] && ext=.exe; \
	  CGO_ENABLED=0 GOOS=$$os GOARCH=$$arch go build -trimpath -ldflags='-s -w' -o dist/jalon-$$os-$$arch$$ext ./cmd/jalon || exit 1; \
	  ls -lh dist/jalon-$$os-$$arch$$ext | awk '{print "  " $$9 "  " $$5}'; done
	@go list -deps -f '{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}' ./cmd/jalon | sort -u | while read m v d; do \
	  echo "== $$m $$v"; cat $$d/LICEN[CS]E* || echo "sans licence : $$m" >&2; done > dist/LICENCES.txt

# Ce dont les tests ont besoin : commande=paquet Debian, ou commande/bibliothèque=paquet, car soffice est là dès qu'un
# seul de ses logiciels l'est, ou /chemin=paquet, pour ce que Debian range hors du PATH.
PREREQUIS := cc=gcc chromium=chromium npm=npm pdftotext=poppler-utils soffice/libswlo=libreoffice-writer soffice/libsclo=libreoffice-calc /usr/lib/postgresql/*/bin/initdb=postgresql /usr/bin/aiosmtpd=python3-aiosmtpd
AXE := web/testdata/axe

prerequis:
	@manque=; for p in $(PREREQUIS); do c=$${p%%=*}; ici=$$(case $$c in /*) ls $$c 2>/dev/null || command -v $${c##*/};; *) command -v $${c%%/*};; esac) && \
	    case $$c in /*) ;; */*) find "$$(dirname "$$(readlink -f "$$ici")")/.." -name "$${c#*/}.*" | grep -q .;; esac || manque="$$manque $${p#*=}"; done; \
	  if [ -z "$$manque" ]; then :; \
	  elif [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq$$manque; \
	  else echo "il manque :$$manque — lancez : sudo apt-get install$$manque"; exit 1; fi
	@[ -f $(AXE)/node_modules/axe-core/axe.min.js ] || npm ci --prefix $(AXE) --silent

.PHONY: prerequis help run test check fmt bench fuzz faults golden binaires
