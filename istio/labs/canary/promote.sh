#!/bin/sh
# promote.sh VERSION : shifts the requests for service2 from v1 to VERSION, step by step, while VERSION's own metrics show that at
# most 5 % of its responses are errors. Otherwise, shifts all requests back to v1, and fails.
set -eu
version=$1
here=$(dirname "$0")
pod=$(kubectl get pods -l "app=service2,version=$version" -o 'jsonpath={.items[0].status.podIP}')

# requests PATTERN : how many responses of the new version match, by its own count.
requests() {
	kubectl exec deploy/client-outside -- curl -s "http://$pod:8082/metrics" |
		awk -v pattern="$1" '/^http_server_requests_seconds_count.*uri="\/"/ && $0 ~ pattern { sum += $NF } END { print sum + 0 }'
}

# shift_to PERCENT : sends that share of the requests to the new version.
shift_to() {
	sed "s/CANARY/$version/; s/WEIGHT/$1/; s/STABLE/$((100 - $1))/" "$here/shift.yaml" | kubectl apply -f - >/dev/null
}

for weight in 10 50 100; do
	shift_to $weight
	before=$(requests .)
	errors_before=$(requests SERVER_ERROR)
	# In production, users send the requests; here the script does. At least 20 must reach the new version before the check.
	while [ $(($(requests .) - before)) -lt 20 ]; do
		./trio send --mesh -n 50 >/dev/null
	done
	all=$(($(requests .) - before))
	errors=$(($(requests SERVER_ERROR) - errors_before))
	echo "$weight % to $version: $errors errors in $all answers"
	if [ $((errors * 100)) -gt $((all * 5)) ]; then
		shift_to 0
		echo "rolled back: all requests go to v1"
		exit 1
	fi
done
echo "promoted: all requests go to $version"
