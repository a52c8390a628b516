# Sends one request after the other to the host $1, each with a new handshake, until 20 of them got the certificate with the serial
# number $2 (at most 90 seconds). Prints the serial number and the status of each.
end=$(($(date +%s) + 90))
met=0
while [ "$met" -lt 20 ] && [ "$(date +%s)" -lt "$end" ]; do
	line=$(echo $(curl -sk -o /dev/null -w '%{certs}%{http_code}\n' --connect-to ::istio-ingressgateway.istio-system: "https://$1/version" |
		grep -E '^(Serial Number:|[0-9]{3}$)'))
	echo "$line"
	case "$line" in *":$2 "*) met=$((met + 1)) ;; esac
done
